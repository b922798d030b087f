/** The ends of `wanted` in `text` from `start`, character by character in either case; empty when it does not stand there. */
function endsIgnoringCase(text: string, wanted: string, start = 0): readonly number[] {
  let ends = [start];
  for (const character of wanted) {
    const forms = new Set([character.toLowerCase(), character.toUpperCase()]);
    ends = ends.flatMap((end) =>
      [...forms].filter((form) => text.startsWith(form, end)).map((form) => end + form.length),
    );
    if (ends.length === 0) return ends;
  }
  return ends;
}

/** Whether the texts are the same but for case. */
export function equalsIgnoringCase(text: string, wanted: string): boolean {
  return endsIgnoringCase(text, wanted).includes(text.length);
}

/** Whether `text` begins with `wanted` but for case. */
export function startsIgnoringCase(text: string, wanted: string): boolean {
  return endsIgnoringCase(text, wanted).length > 0;
}

/** Whether `text` ends with `wanted` but for case; a character may take another length in the other case. */
export function finishesIgnoringCase(text: string, wanted: string): boolean {
  const longest = Math.min(text.length, wanted.length * 3);
  for (let length = longest; length >= 0; length -= 1) {
    if (endsIgnoringCase(text, wanted, text.length - length).includes(text.length)) return true;
  }
  return false;
}
