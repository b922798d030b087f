import { Temporal } from 'temporal-polyfill';
import { sortsByTime, toInstantText } from '../../events/event.ts';

/** ISO 8601 extended or basic, as ADF asks for; hours of one digit, a missing zone and a fraction are what senders add. */
const pattern =
  /^(\d{4})-?(\d{2})-?(\d{2})[T ]\s?(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * The instant a request date names, UTC with milliseconds: by its own offset, else in the dealer's zone (IANA name).
 * Undefined when it cannot be read, such as an offset of three digits or a 13th month, and where it lies in UTC outside
 * the years 0 to 9999.
 */
export function resolveRequestedAt(statedDate: string, timeZone: string): string | undefined {
  const found = pattern.exec(statedDate.trim());
  if (found === null) {
    return undefined;
  }
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map((part) => Number(part ?? 0));
  const fraction = (found[7] ?? '').padEnd(3, '0').slice(0, 3);
  try {
    const local = Temporal.PlainDateTime.from(
      { year, month, day, hour, minute, second, millisecond: Number(fraction) } as Temporal.PlainDateTimeLike,
      { overflow: 'reject' },
    );
    const zone = zoneOf(found[8]) ?? timeZone;
    const text = toInstantText(local.toZonedDateTime(zone).toInstant());
    return sortsByTime(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

function zoneOf(offset: string | undefined): string | undefined {
  if (offset === undefined) {
    return undefined;
  }
  return offset.toUpperCase() === 'Z' ? 'UTC' : `${offset.slice(0, 3)}:${offset.slice(-2)}`;
}
