import { createRequire } from 'node:module'
import { Resvg } from '@resvg/resvg-js'

const { resolve } = createRequire(import.meta.url)
/** The same letters on every machine, whatever fonts it has. */
const FONTS = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) => resolve(`dejavu-fonts-ttf/ttf/${name}`))
/** Pictures are drawn at twice their size, for screens of today. */
const ZOOM = 2

/** Draws an SVG as a PNG. */
export async function drawPng(svg: string): Promise<Uint8Array<ArrayBuffer>> {
  const drawing = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: ZOOM },
    font: { fontFiles: FONTS, loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' },
  })
  return new Uint8Array(drawing.render().asPng())
}
