import { type FitPlan, SHIPPED_PLAN } from './fit-model.ts'

/** Plans that were tried beside the shipped one; their scores stand in docs/projection.md. */
export const TRIALS: Readonly<Record<string, FitPlan>> = {
  'one-network': { ...SHIPPED_PLAN, networksAPart: 1, shareOfInputs: 1 },
  'no-copies': { ...SHIPPED_PLAN, networksAPart: 1, shareOfInputs: 1, copies: 0 },
  'one-unit': { ...SHIPPED_PLAN, networksAPart: 1, shareOfInputs: 1, hidden: 1 },
  'no-season': { ...SHIPPED_PLAN, leftOut: ['season, cosine', 'season, sine'] },
}
