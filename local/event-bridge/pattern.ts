/**
 * Event patterns with the semantics of aws/event-ruler, the library EventBridge itself matches with: all operators,
 * `$or`, null, and arrays of objects matched within one element. What AWS refuses throws InvalidPattern.
 *
 * Patterns and events come parsed: the literal form of a number (`3.0e2`) and repeated keys are already gone, the last
 * of repeated keys has won, as on EventBridge.
 */
import { type EventFields, fieldsOf } from './pattern/event-fields.ts';
import { branchesOf } from './pattern/pattern-branches.ts';
import { searchOf } from './pattern/pattern-search.ts';

export { InvalidPattern } from './pattern/invalid-pattern.ts';

/** Compiles a pattern to a test of events; throws InvalidPattern with AWS's reason for what EventBridge refuses. */
export function compilePattern(pattern: unknown): (event: unknown) => boolean {
  const matches = compileForFields(pattern);
  return (event) => matches(fieldsOf(event));
}

/** Compiles a pattern to a test of flattened events, so that one event is flattened once for all rules of a bus. */
export function compileForFields(pattern: unknown): (fields: EventFields) => boolean {
  const searches = branchesOf(pattern).map(searchOf);
  return (fields) => searches.some((search) => search(fields));
}
