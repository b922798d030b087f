import type { FoundFact } from './fact.ts';

/** A fact that is not published for now, so that those behind it can be. */
export interface SetAside extends FoundFact {
  /** A code: the bus's own, or ours. */
  readonly because: string;
}

/** What republish-facts is to be handed once the cause is mended, and the cause. */
export interface FactLetter {
  readonly because: string;
  readonly facts: readonly FoundFact[];
}

/** SQS and an asynchronous invocation take 1 MB since 2026; a region where they take 256 KB still takes this. */
const bytesPerLetter = 200_000;

/**
 * The letters in which facts are laid down, in their order and by cause. A letter shows its facts to whoever reads it; one too
 * large for any letter is named by its place alone. What is published in the end is what stands at that place by then.
 */
export function lettersOf(aside: readonly SetAside[]): readonly FactLetter[] {
  const letters: { because: string; facts: FoundFact[] }[] = [];
  let bytes = 0;
  for (const { because, ...found } of aside) {
    const shown = bytesOf(found) <= bytesPerLetter ? found : { PK: found.PK, SK: found.SK };
    const letter = letters.at(-1);
    bytes += bytesOf(shown);
    if (letter?.because === because && bytes <= bytesPerLetter) {
      letter.facts.push(shown);
    } else {
      letters.push({ because, facts: [shown] });
      bytes = bytesOf(shown);
    }
  }
  return letters;
}

/** In ASCII, as a letter is written. */
function bytesOf(found: FoundFact): number {
  return asciiJson(found).length;
}

/** JSON whose every character any channel takes: SQS refuses U+FFFE and U+FFFF, and a text may hold them. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
