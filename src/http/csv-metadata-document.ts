import * as z from 'zod'

/** What stands beside a CSV file, as the OpenAPI document has it. */
export const csvMetadataDocument = z
  .looseObject({
    as_of: z.iso.date(),
    known_at: z.iso.date(),
    title: z.string(),
    columns: z.array(z.object({ name: z.string(), meaning: z.string(), unit: z.string().nullable() })),
    licence: z.string(),
    cite: z.string(),
  })
  .meta({ id: 'CsvMetadata', description: 'What stands beside a CSV file.' })
