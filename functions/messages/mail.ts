/** A mail ready to be sent. */
export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A paragraph: a text, and below it the address of where it leads. */
interface Paragraph {
  readonly text?: string;
  readonly link?: string;
}

/**
 * A mail made of paragraphs, as text and as HTML; whatever stands in a paragraph stays text, and only a paragraph's own
 * link is one: an address in a sender's words leads nowhere.
 */
export function mailOf(subject: string, paragraphs: readonly (string | Paragraph)[]): Mail {
  const parts = paragraphs.map((each) => (typeof each === 'string' ? { text: each } : each));
  return {
    subject,
    text: `${parts.map(({ text, link }) => joined('\n', text, link)).join('\n\n')}\n`,
    html: parts
      .map(({ text, link }) => `<p>${joined('<br>', text && linesOf(text), link && anchorOf(link))}</p>`)
      .join('\n'),
  };
}

function joined(between: string, ...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(between);
}

function linesOf(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>');
}

function anchorOf(link: string): string {
  return `<a href="${escapeHtml(link)}">${escapeHtml(link)}</a>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
