import stored from './backtest.json' with { type: 'json' }

/** How good one method was on treaties that it had not seen. */
export type BacktestRow = {
  readonly method: string
  readonly brier: number
  readonly brier_of_recent: number
  readonly pinball: number
  readonly pinball_of_recent: number
  readonly in_90: number
  readonly in_50: number
  readonly met_in_90: number
  readonly met_in_50: number
  readonly median_error_days: number
}

/** The scores of the shipped model and of the two simple methods, families left out. */
export type Backtest = {
  readonly cases: number
  readonly treaties: number
  /** Fingerprint of the histories. */
  readonly made_from: string
  /** Fingerprint of the model's file: SHA-256 of its bytes. */
  readonly model_sha256: string
  readonly methods: readonly BacktestRow[]
}

/** The backtest that comes with the program. */
export function shippedBacktest(): Backtest {
  return stored
}
