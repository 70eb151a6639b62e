/** Far above the largest real document, far below what could hurt. */
export const LARGEST_BYTES = 8 * 1024 * 1024
