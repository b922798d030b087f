/**
 * Compares what was recorded with what came out. Recordings hold JSON texts parsed or as they were, and masks in the
 * place of what differs from run to run: `<uuid:1>`, `timestamp`, names of roles and functions.
 */
type Fields = Readonly<Record<string, unknown>>;

const INSTANT_MASKS = /^(timestamp|date|start-date|stop-date)$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T/;
const MASK = /<[^<>]+>/g;
/** Members whose recorded text stands for whatever the run had. */
const MASKED_MEMBERS = new Set(['roleArn', 'RoleArn']);

/** Whether a value agrees with the recorded one. */
export function agrees(recorded: unknown, actual: unknown): boolean {
  if (typeof recorded === 'string') return textAgrees(recorded, actual);
  if (typeof actual === 'string' && recorded !== null) {
    const parsed = parseText(actual);
    return parsed !== undefined && agrees(recorded, parsed.value);
  }
  if (Array.isArray(recorded)) return Array.isArray(actual) && listAgrees(recorded, actual);
  if (isFields(recorded)) return isFields(actual) && fieldsAgree(recorded, actual);
  return recorded === actual;
}

function fieldsAgree(recorded: Fields, actual: Fields): boolean {
  const names = Object.keys(recorded);
  if (names.length !== Object.keys(actual).length) return false;
  return names.every((name) => {
    if (!Object.hasOwn(actual, name)) return false;
    return (MASKED_MEMBERS.has(name) && typeof actual[name] === 'string') || agrees(recorded[name], actual[name]);
  });
}

/** A list of ids is a set: in which order they came differs from run to run. */
function listAgrees(recorded: readonly unknown[], actual: readonly unknown[]): boolean {
  if (recorded.length !== actual.length) return false;
  if (recorded.length > 1 && recorded.every(isMaskedId)) return sameSet(recorded, actual);
  return recorded.every((value, index) => agrees(value, actual[index]));
}

function isMaskedId(value: unknown): boolean {
  return typeof value === 'string' && /^<[^<>]+>$/.test(value);
}

function sameSet(recorded: readonly unknown[], actual: readonly unknown[]): boolean {
  return new Set(recorded).size === new Set(actual).size && actual.every((value) => typeof value === 'string');
}

function textAgrees(recorded: string, actual: unknown): boolean {
  if (recorded === actual) return true;
  if (typeof actual !== 'string') {
    const parsed = parseText(recorded);
    return parsed !== undefined && typeof parsed.value !== 'string' && agrees(parsed.value, actual);
  }
  if (INSTANT_MASKS.test(recorded)) return INSTANT.test(actual);
  if (recorded.search(MASK) >= 0) return maskedPattern(recorded).test(actual);
  const [one, other] = [parseText(recorded), parseText(actual)];
  if (!one || !other || typeof one.value === 'string') return false;
  return agrees(one.value, other.value);
}

/** In a masked ARN the name at its end is masked too, with or without brackets. */
function maskedPattern(recorded: string): RegExp {
  const parts = recorded.startsWith('arn:') ? recorded.split(':') : [];
  const fixed = parts.length > 6 ? [...parts.slice(0, 6), '<name>'].join(':') : recorded;
  const escaped = fixed.split(MASK).map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.+')}$`, 's');
}

function parseText(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
