/** The variables that every input template knows without a path. */
export const predefined: readonly string[] = [
  'aws.events.rule-arn',
  'aws.events.rule-name',
  'aws.events.event.ingestion-time',
  'aws.events.event',
  'aws.events.event.json',
];

const placeholder = /<([\w.-]+)>/g;

/** The names of the variables a template uses. */
export function placeholdersOf(template: string): readonly string[] {
  return [...template.matchAll(placeholder)].map(([, name = '']) => name);
}

/**
 * Fills a template. Between quotes a string stands as it is and any other value as JSON without its quotes; elsewhere
 * a value is JSON. A variable without a value is empty (recorded on AWS).
 */
export function fillTemplate(template: string, values: ReadonlyMap<string, unknown>): string {
  const isText = !/^\s*[[{]/.test(template);
  return template.replace(placeholder, (_, name: string, at: number) => {
    const value = values.get(name);
    const quoted = betweenQuotes(template, at);
    if (quoted || isText) return asText(value);
    return JSON.stringify(value ?? (values.has(name) && value === null ? null : ''));
  });
}

function betweenQuotes(template: string, at: number): boolean {
  const before = template.slice(0, at).replaceAll(/\\./g, '');
  return (before.split('"').length - 1) % 2 === 1;
}

function asText(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return JSON.stringify(value).slice(1, -1);
  return JSON.stringify(value).replaceAll('"', '');
}
