/** Control characters but for tab and line feed: no text of a person has them, and not every channel takes them. */
const controls = /[^\P{Cc}\t\n]/gu;

/** A text that every channel takes, and what had to be done for it. */
interface PlainText {
  readonly text: string;
  readonly dropped: boolean;
}

/** A text without control characters; lines end in a line feed, and half of a surrogate pair reads as U+FFFD. */
export function plainText(given: string): PlainText {
  const lines = given.replace(/\r\n?/g, '\n').toWellFormed();
  const text = lines.replace(controls, '');
  return { text, dropped: text.length < lines.length };
}

/** Whether a text has more characters than `most`: a character of two code units is one. */
export function isLongerThan(text: string, most: number): boolean {
  return text.length > most && (text.length > 2 * most || [...text].length > most);
}
