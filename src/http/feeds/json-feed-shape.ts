import * as z from 'zod'

const author = z.object({ name: z.string(), url: z.string() })

/** The newest facts as JSON Feed has them (https://jsonfeed.org/version/1). */
export const jsonFeedShape = z
  .object({
    version: z.string().describe('Address of the version of JSON Feed.'),
    title: z.string(),
    home_page_url: z.string(),
    feed_url: z.string().describe('Address of the feed itself, with its filter.'),
    description: z.string(),
    author,
    items: z
      .array(
        z.object({
          id: z.string().describe('Stays the same for the same fact.'),
          url: z.string().describe('The page that shows it.'),
          title: z.string(),
          summary: z.string(),
          content_html: z.string().describe('The whole sentence.'),
          date_modified: z.iso.datetime(),
          date_published: z.iso.datetime(),
          tags: z.array(z.string()),
        }),
      )
      .describe('The newest first, at most 100.'),
  })
  .meta({ id: 'JsonFeed', description: 'The newest facts as a JSON Feed.' })
