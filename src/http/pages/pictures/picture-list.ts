import type { Picture } from './picture.ts'
import { curvePicture, daysPicture, mapPicture, projectionPicture } from './treaty-pictures.ts'

/** Every picture that has an address of its own. */
export const PICTURES: readonly Picture[] = [curvePicture, mapPicture, daysPicture, projectionPicture]
