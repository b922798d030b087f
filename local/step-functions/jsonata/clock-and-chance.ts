/** Where an expression gets time, chance and ids from. */
export interface ClockAndChance {
  /** Virtual now, epoch milliseconds. */
  now(): number;
  /** A number in [0, 1). */
  random(): number;
  /** A version 4 UUID. */
  uuid(): string;
}
