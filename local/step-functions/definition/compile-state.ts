import type { DataFlow } from '../data-flow/data-flow.ts';
import { compileJsonPathFlow } from '../data-flow/json-path-flow.ts';
import { compileJsonataFlow } from '../data-flow/jsonata-flow.ts';
import { compileTemplate, type FieldTemplate, type FieldType } from '../data-flow/template.ts';
import { MalformedExpression } from '../jsonata/expression.ts';
import {
  invalidDefinition,
  type Location,
  notEmulated,
  readList,
  readObject,
  readText,
  refuseFields,
} from '../values/fields.ts';
import { isObject, type Json } from '../values/payload.ts';
import type { Compilation, QueryLanguage } from './compilation.ts';
import { compileCatchers, compileRetriers } from './compile-recovery.ts';
import { branchPath, processorPath } from './flow-path.ts';
import type { ChoiceRule, State } from './state.ts';
import { knownFields } from './state-fields.ts';
import { readTaskResource } from './task-resource.ts';

/** A state of the definition: its name, the flow it belongs to and its fields. */
interface Declared {
  readonly name: string;
  readonly path: string;
  readonly fields: Json;
}

/** Compiles one state. Throws Unsupported or InvalidDefinition, naming it. */
export function compileState(declared: Declared, compilation: Compilation): State {
  const location = { machine: compilation.machine, at: `state ${declared.name}` };
  try {
    return compile(declared, compilation);
  } catch (error) {
    if (error instanceof MalformedExpression)
      throw invalidDefinition(location, `INVALID_JSONATA_EXPRESSION: ${error.message}`);
    throw error;
  }
}

function compile(declared: Declared, compilation: Compilation): State {
  const { fields, name } = declared;
  const location = { machine: compilation.machine, at: `state ${name}` };
  const language = languageOf(fields, compilation, name);
  const known = knownFields(fields['Type'], language);
  if (!known) throw notEmulated(location, `a ${String(fields['Type'])} state in ${language}`);
  refuseFields(fields, known, location);
  const flowOf = (part: Json, prefix: string): DataFlow =>
    language === 'JSONata'
      ? compileJsonataFlow(part, prefix, compilation.sources)
      : compileJsonPathFlow(part, location);
  const common = {
    name,
    next: nextOf(fields, location),
    flow: flowOf(fields, ''),
    retriers: compileRetriers(fields['Retry'], location),
    catchers: compileCatchers(fields['Catch'], location, flowOf),
  };
  // What special() gives is checked against the type it names; only the compiler cannot see them together.
  return Object.assign(special({ declared, compilation, flowOf }), common) as object as State;
}

function languageOf(fields: Json, compilation: Compilation, name: string): QueryLanguage {
  const own = fields['QueryLanguage'];
  if (own === undefined) return compilation.language;
  if (own === 'JSONata') return 'JSONata';
  if (own === 'JSONPath' && compilation.language === 'JSONPath') return 'JSONPath';
  throw invalidDefinition(
    { machine: compilation.machine, at: `state ${name}` },
    `'QueryLanguage' can not be '${String(own)}'`,
  );
}

function nextOf(fields: Json, location: Location): string | undefined {
  const { Type: type, Next: next, End: end } = fields;
  if (type === 'Choice' || type === 'Succeed' || type === 'Fail') return undefined;
  if ((next === undefined) === (end !== true)) throw invalidDefinition(location, 'either Next or End is required');
  return next === undefined ? undefined : readText(next, location, 'Next');
}

interface Special {
  readonly declared: Declared;
  readonly compilation: Compilation;
  readonly flowOf: (part: Json, prefix: string) => DataFlow;
}

/** Compiles what the state has beyond the fields common to all. */
function special(of: Special): object {
  const { fields, name, path } = of.declared;
  const location = { machine: of.compilation.machine, at: `state ${name}` };
  const field = (key: string, type?: FieldType): FieldTemplate | undefined =>
    fields[key] === undefined
      ? undefined
      : compileTemplate(fields[key], { location: key, sources: of.compilation.sources, type });
  switch (fields['Type']) {
    case 'Fail':
      return { type: 'Fail', error: field('Error', 'string'), cause: field('Cause', 'string') };
    case 'Wait':
      return { type: 'Wait', seconds: field('Seconds', 'number'), timestamp: field('Timestamp', 'string') };
    case 'Choice':
      return { type: 'Choice', rules: rulesOf(of), otherwise: fields['Default'] };
    case 'Task': {
      const resource = readTaskResource(readText(fields['Resource'], location, 'Resource'));
      if (!resource) throw notEmulated(location, `the resource ${String(fields['Resource'])}`);
      const timeout = field('TimeoutSeconds', 'number');
      return { type: 'Task', resource, timeout, heartbeat: field('HeartbeatSeconds', 'number') };
    }
    case 'Parallel':
      return {
        type: 'Parallel',
        branches: readList(fields['Branches'], location, 'Branches').map((_, index) => branchPath(path, name, index)),
      };
    case 'Map':
      refuseDistributed(fields, location);
      return {
        type: 'Map',
        processor: processorPath(path, name),
        items: field('Items', 'array'),
        selector: field('ItemSelector'),
        maxConcurrency: field('MaxConcurrency', 'number'),
        toleratedCount: field('ToleratedFailureCount', 'number'),
        toleratedPercentage: field('ToleratedFailurePercentage', 'number'),
      };
    default:
      return { type: fields['Type'] };
  }
}

function rulesOf(of: Special): ChoiceRule[] {
  const location = { machine: of.compilation.machine, at: `state ${of.declared.name}` };
  return readList(of.declared.fields['Choices'], location, 'Choices').map((value, index) => {
    const rule = readObject(value, location, 'A choice rule');
    const prefix = `Choices[${index}]/`;
    refuseFields(rule, new Set(['Condition', 'Next', 'Output', 'Assign', 'Comment']), location);
    return {
      condition: compileTemplate(rule['Condition'], {
        location: `${prefix}Condition`,
        sources: of.compilation.sources,
        type: 'boolean',
      }),
      next: readText(rule['Next'], location, 'Next'),
      flow: of.flowOf(rule, prefix),
    };
  });
}

function refuseDistributed(fields: Json, location: Location): void {
  const processor = readObject(fields['ItemProcessor'], location, 'ItemProcessor');
  const config = processor['ProcessorConfig'];
  if (isObject(config) && config['Mode'] !== undefined && config['Mode'] !== 'INLINE')
    throw notEmulated(location, `a Map in mode ${String(config['Mode'])}`);
}
