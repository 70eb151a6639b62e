import type { Picture } from './picture.ts'
import { stagesPicture } from './state-pictures.ts'
import { curvePicture, daysPicture, dialPicture, mapPicture, projectionPicture } from './treaty-pictures.ts'

/** Every picture that has an address of its own. */
export const PICTURES: readonly Picture[] = [
  curvePicture,
  mapPicture,
  dialPicture,
  daysPicture,
  projectionPicture,
  stagesPicture,
]
