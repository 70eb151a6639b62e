import { SaxesParser } from 'saxes'

/** What a reader wants to hear of a document, in its order. */
export type XmlListener = {
  readonly opened: (name: string) => void
  readonly text: (text: string) => void
  readonly closed: () => void
}

/** Why a strict parser stops: the text is no well-formed XML, or asks for what is never granted. */
export type XmlProblem = {
  readonly code: 'not_well_formed' | 'document_type' | 'too_deep'
  readonly text: string
}

const DEEPEST = 64

/** Carries a problem out of the parser, which can be stopped only by a throw. */
class XmlStop extends Error {
  readonly problem: XmlProblem

  constructor(problem: XmlProblem) {
    super(problem.text)
    this.name = 'XmlStop'
    this.problem = problem
  }
}

function stop(code: XmlProblem['code'], text: string): never {
  throw new XmlStop({ code, text })
}

/** Walks `text` as strict XML. A document type is refused before anything in it is looked at, so that no entity is
 *  ever declared, expanded or fetched; so is nesting deeper than 64. Answers null when the whole text was read, else
 *  why not; what the listener heard until then must be thrown away. */
export function walkXml(text: string, listener: XmlListener): XmlProblem | null {
  const parser = new SaxesParser()
  let depth = 0
  parser.on('error', (error) => stop('not_well_formed', error.message))
  parser.on('doctype', () =>
    stop('document_type', 'the document declares a document type (DTD), which is refused'),
  )
  parser.on('opentagstart', (tag) => {
    depth += 1
    if (depth > DEEPEST) stop('too_deep', `elements are nested deeper than ${DEEPEST}`)
    listener.opened(tag.name)
  })
  parser.on('text', listener.text)
  parser.on('cdata', listener.text)
  parser.on('closetag', () => {
    depth -= 1
    listener.closed()
  })
  try {
    parser.write(text).close()
    return null
  } catch (error) {
    if (error instanceof XmlStop) return error.problem
    throw error
  }
}
