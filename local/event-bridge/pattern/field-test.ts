/** One value of a pattern's list, as a test of a field. */
export interface FieldTest {
  /** Holds where the field is missing; such a test holds for no value. */
  readonly absent?: true;
  /** Takes a value as JSON writes it, a string with its quotes (unescaped). */
  readonly matches: (text: string) => boolean;
}

/** A test that holds when the text is exactly this one. */
export function equalsTest(wanted: string): FieldTest {
  return { matches: (text) => text === wanted };
}
