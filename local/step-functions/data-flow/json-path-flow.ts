import { runtimeFailure } from '../values/failure.ts';
import { invalidDefinition, type Location } from '../values/fields.ts';
import { isObject, type Json, type Payload, payload } from '../values/payload.ts';
import type { Conclusion, DataFlow, Moment } from './data-flow.ts';
import { follow, type JsonPath, placeValue, readJsonPath } from './json-path.ts';
import { payloads } from './jsonata-flow.ts';

type Maker = (moment: Moment, document: unknown) => unknown;

/**
 * The data flow of a JSONPath state or catcher inside a definition that also has JSONata states:
 * InputPath, Parameters, Result, ResultSelector, ResultPath, OutputPath and Assign with plain reference paths.
 */
export function compileJsonPathFlow(fields: Json, location: Location): DataFlow {
  const inputPath = pathField(fields, 'InputPath', location);
  const outputPath = pathField(fields, 'OutputPath', location);
  const resultPath = pathField(fields, 'ResultPath', location);
  const template = (name: string) =>
    fields[name] === undefined ? undefined : templateMaker(fields[name], name, location);
  const parameters = template('Parameters');
  const selector = template('ResultSelector');
  const assign = template('Assign');
  if (resultPath !== null && typeof resultPath.root !== 'string')
    throw invalidDefinition(location, 'ResultPath names a variable');
  return {
    effectiveInput(moment) {
      const input = select(inputPath, moment, moment.input);
      if ('Result' in fields) return payload(fields['Result']);
      return parameters ? payload(parameters(moment, input.value)) : input;
    },
    conclude(moment, given): Conclusion {
      const result = selector ? payload(selector(moment, given.value)) : given;
      const placed = placeResult(resultPath, moment.input, result);
      return {
        output: select(outputPath, moment, placed),
        assigned: assign ? payloads(assign(moment, result.value) as Json) : undefined,
      };
    },
  };
}

/** A path field: null where it says null, the whole document where it is absent. */
function pathField(fields: Json, name: string, location: Location): JsonPath | null {
  const value = fields[name];
  if (value === null) return null;
  if (value !== undefined && typeof value !== 'string') throw invalidDefinition(location, `${name} must be a path`);
  return readJsonPath(value ?? '$', location);
}

function select(path: JsonPath | null, moment: Moment, from: Payload): Payload {
  if (path === null) return payload({});
  if (path.root === 'input' && path.steps.length === 0) return from;
  const value = follow(path, moment, from.value);
  if (value === undefined) throw runtimeFailure(`Invalid path '${path.text}': it leads nowhere in '${from.text}'`);
  return payload(value);
}

function placeResult(path: JsonPath | null, input: Payload, result: Payload): Payload {
  if (path === null) return input;
  return path.steps.length === 0 ? result : payload(placeValue(path, input.value, result.value));
}

function templateMaker(value: unknown, name: string, location: Location): Maker {
  if (Array.isArray(value)) {
    const makers = value.map((item) => templateMaker(item, name, location));
    return (moment, document) => makers.map((make) => make(moment, document));
  }
  if (!isObject(value)) return () => value;
  const makers = Object.entries(value).map(([key, member]): readonly [string, Maker] =>
    key.endsWith('.$')
      ? [key.slice(0, -2), pathMaker(member, key, location)]
      : [key, templateMaker(member, key, location)],
  );
  return (moment, document) => Object.fromEntries(makers.map(([key, make]) => [key, make(moment, document)]));
}

function pathMaker(value: unknown, key: string, location: Location): Maker {
  if (typeof value !== 'string') throw invalidDefinition(location, `${key} must be a path`);
  const path = readJsonPath(value, location);
  return (moment, document) => {
    const found = follow(path, moment, document);
    if (found === undefined)
      throw runtimeFailure(
        `The JSONPath '${path.text}' specified for the field '${key}' could not be found in the input '${JSON.stringify(document)}'`,
      );
    return found;
  };
}
