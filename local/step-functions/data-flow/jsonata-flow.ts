import type { ClockAndChance } from '../jsonata/clock-and-chance.ts';
import { MalformedExpression } from '../jsonata/expression.ts';
import { isObject, type Json, type Payload, payload } from '../values/payload.ts';
import type { Conclusion, DataFlow, Moment } from './data-flow.ts';
import { compileTemplate, type FieldTemplate } from './template.ts';

/**
 * The data flow of a JSONata state, choice rule or catcher: Arguments, Output and Assign, all optional.
 * `prefix` places the fields, such as `Catch[1]/`.
 */
export function compileJsonataFlow(fields: Json, prefix: string, sources: ClockAndChance): DataFlow {
  const compile = (name: string): FieldTemplate | undefined =>
    fields[name] === undefined ? undefined : compileTemplate(fields[name], { location: prefix + name, sources });
  const inputTemplate = compile('Arguments');
  const output = compile('Output');
  if (fields['Assign'] !== undefined && !isObject(fields['Assign']))
    throw new MalformedExpression(`${prefix}Assign must be an object`);
  const assign = compile('Assign');
  return {
    effectiveInput: inputTemplate ? (moment) => evaluatePayload(inputTemplate, moment) : (moment) => moment.input,
    conclude:
      output || assign
        ? (moment, result) => conclude({ output, assign }, moment, result)
        : (_, result) => ({ output: result, assigned: undefined }),
  };
}

/** Evaluates a template to a payload. */
async function evaluatePayload(template: FieldTemplate, moment: Moment): Promise<Payload> {
  return payload(await template.evaluate(moment));
}

async function conclude(
  fields: { readonly output: FieldTemplate | undefined; readonly assign: FieldTemplate | undefined },
  moment: Moment,
  result: Payload,
): Promise<Conclusion> {
  const assigned = fields.assign ? await evaluateAssigned(fields.assign, moment) : undefined;
  const output = fields.output ? await evaluatePayload(fields.output, moment) : result;
  return { output, assigned };
}

async function evaluateAssigned(assign: FieldTemplate, moment: Moment): Promise<Record<string, Payload>> {
  return payloads((await assign.evaluate(moment)) as Json);
}

/** Each member of an object as a payload of its own. */
export function payloads(values: Json): Record<string, Payload> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, payload(value)]));
}
