import { Unsupported } from '../cloudformation/resource.ts';
import { compilePattern, InvalidPattern } from '../event-bridge/pattern.ts';
import type { Verdict } from './verdict.ts';

/** A pattern, an event and what AWS makes of them. */
export interface EventPatternCase {
  readonly name: string;
  readonly pattern: unknown;
  readonly event: unknown;
  readonly expected: 'match' | 'no-match' | 'invalid';
}

/** Matches a recorded event against its pattern. */
export function judgePattern({ name, pattern, event, expected }: EventPatternCase): Verdict {
  try {
    const found = outcomeOf(parseIfText(pattern), parseIfText(event));
    return found === expected ? { name, kind: 'agreed' } : { name, kind: 'wrong', reason: `${found}, not ${expected}` };
  } catch (error) {
    if (error instanceof Unsupported) return { name, kind: 'refused', reason: error.message };
    return { name, kind: 'wrong', reason: String(error) };
  }
}

function outcomeOf(pattern: unknown, event: unknown): EventPatternCase['expected'] {
  try {
    return compilePattern(pattern)(event) ? 'match' : 'no-match';
  } catch (error) {
    if (error instanceof InvalidPattern) return 'invalid';
    throw error;
  }
}

function parseIfText(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) : value;
}
