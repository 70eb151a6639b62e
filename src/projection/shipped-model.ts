import stored from './model.json' with { type: 'json' }
import { type ProjectionModel, readModel } from './model.ts'

let shipped: ProjectionModel | null = null

/** The model that comes with the program, read from its file once. */
export function shippedModel(): ProjectionModel {
  shipped ??= readModel(stored)
  return shipped
}
