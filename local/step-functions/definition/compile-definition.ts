import type { ClockAndChance } from '../jsonata/clock-and-chance.ts';
import {
  invalidDefinition,
  notEmulated,
  readList,
  readNumber,
  readObject,
  readText,
  refuseFields,
} from '../values/fields.ts';
import { isObject, type Json } from '../values/payload.ts';
import type { Compilation, QueryLanguage } from './compilation.ts';
import { compileState } from './compile-state.ts';
import { branchPath, processorPath } from './flow-path.ts';
import type { Definition, Flow, State } from './state.ts';

const MACHINE_FIELDS = new Set(['Comment', 'StartAt', 'States', 'QueryLanguage', 'TimeoutSeconds', 'Version']);
const PROCESSOR_FIELDS = new Set(['Comment', 'StartAt', 'States', 'ProcessorConfig']);

/** A flow yet to be compiled, where it stands and which variables the flows around it assign. */
interface Nested {
  readonly path: string;
  readonly definition: Json;
  readonly outerVariables: ReadonlySet<string>;
}

/**
 * Compiles a definition. Throws Unsupported for what is not emulated and AwsError InvalidDefinition for what AWS refuses,
 * both naming state machine and state. A definition wholly in JSONPath is not emulated.
 */
export function compileDefinition(definition: unknown, name: string, sources: ClockAndChance): Definition {
  const location = { machine: name, at: 'the definition' };
  const fields = readObject(definition, location, 'The definition');
  refuseFields(fields, MACHINE_FIELDS, location);
  const language = readLanguage(fields['QueryLanguage'], name);
  if (language === 'JSONPath' && !mentionsJsonata(fields))
    throw notEmulated(location, 'a definition wholly in JSONPath');
  const compilation = { machine: name, language, sources };
  const flows = new Map<string, Flow>();
  const pending: Nested[] = [{ path: '', definition: fields, outerVariables: new Set() }];
  for (let nested = pending.pop(); nested; nested = pending.pop()) {
    flows.set(nested.path, compileFlow(nested, compilation));
    pending.push(...nestedFlows(nested, compilation));
  }
  const timeoutSeconds = readNumber(fields['TimeoutSeconds'], location, {
    name: 'TimeoutSeconds',
    otherwise: undefined,
  });
  return { flows, timeoutSeconds };
}

function readLanguage(value: unknown, machine: string): QueryLanguage {
  if (value === undefined || value === 'JSONPath') return 'JSONPath';
  if (value === 'JSONata') return 'JSONata';
  throw invalidDefinition(
    { machine, at: '/QueryLanguage' },
    'Value should be one of the following: [JSONPath, JSONata]',
  );
}

function mentionsJsonata(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if ('QueryLanguage' in value && value.QueryLanguage === 'JSONata' && 'Type' in value) return true;
  return Object.values(value).some(mentionsJsonata);
}

function compileFlow(nested: Nested, compilation: Compilation): Flow {
  const location = { machine: compilation.machine, at: `/${nested.path}` };
  const startAt = readText(nested.definition['StartAt'], location, 'StartAt');
  const fields = readObject(nested.definition['States'], location, 'States');
  const states = new Map<string, State>();
  for (const [name, state] of Object.entries(fields))
    states.set(name, compileState({ name, path: nested.path, fields: readObject(state, location, name) }, compilation));
  if (!states.has(startAt)) throw invalidDefinition(location, `MISSING_TRANSITION_TARGET: no state named ${startAt}`);
  for (const state of states.values()) requireTargets(state, states, compilation.machine);
  for (const name of assignedNames(fields))
    if (nested.outerVariables.has(name))
      throw invalidDefinition(location, `the variable ${name} is assigned in an outer scope`);
  return { path: nested.path, startAt, states };
}

function requireTargets(state: State, states: ReadonlyMap<string, State>, machine: string): void {
  const targets = [state.next, ...state.catchers.map((catcher) => catcher.next)];
  if (state.type === 'Choice') targets.push(state.otherwise, ...state.rules.map((rule) => rule.next));
  for (const target of targets)
    if (target !== undefined && !states.has(target))
      throw invalidDefinition(
        { machine, at: `state ${state.name}` },
        `MISSING_TRANSITION_TARGET: no state named ${target}`,
      );
}

function nestedFlows(nested: Nested, compilation: Compilation): Nested[] {
  const fields = nested.definition['States'] as Json;
  const outerVariables = new Set([...nested.outerVariables, ...assignedNames(fields)]);
  const found: Nested[] = [];
  for (const [name, value] of Object.entries(fields)) {
    const state = value as Json;
    const location = { machine: compilation.machine, at: `state ${name}` };
    const add = (path: string, definition: unknown) =>
      found.push({ path, definition: readObject(definition, location, path), outerVariables });
    if (state['Type'] === 'Parallel')
      for (const [index, branch] of readList(state['Branches'], location, 'Branches').entries())
        add(branchPath(nested.path, name, index), branch);
    if (state['Type'] === 'Map') add(processorPath(nested.path, name), state['ItemProcessor']);
  }
  for (const flow of found)
    refuseFields(flow.definition, PROCESSOR_FIELDS, { machine: compilation.machine, at: flow.path });
  return found;
}

function assignedNames(states: Json): string[] {
  const names: string[] = [];
  const collect = (fields: unknown) => {
    if (isObject(fields) && isObject(fields['Assign'])) names.push(...Object.keys(fields['Assign']));
  };
  for (const state of Object.values(states)) {
    collect(state);
    if (!isObject(state)) continue;
    for (const part of [state['Choices'], state['Catch']]) if (Array.isArray(part)) part.forEach(collect);
  }
  return names.map((name) => name.replace(/\.\$$/, ''));
}
