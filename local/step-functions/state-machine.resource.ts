import type { Identity, Place, Resource, ResourceKind } from '../cloudformation/resource.ts';
import { refuseOthers, Unsupported } from '../cloudformation/resource.ts';
import { createdAt } from '../journal/creation.ts';
import { compileDefinition } from './definition/compile-definition.ts';
import type { StateMachine } from './definition/state-machine.ts';
import { restoreExecutions } from './service/restore.ts';
import type { Service } from './service/service.ts';
import { isObject, type Json } from './values/payload.ts';

const HONOURED = [
  ...['DefinitionString', 'Definition', 'DefinitionSubstitutions', 'StateMachineName', 'StateMachineType', 'RoleArn'],
  'TracingConfiguration',
];
/** What goes to CloudWatch Logs on AWS; here every history can be looked at anyway. */
const WITHOUT_EFFECT = ['LoggingConfiguration', 'Tags'];

/** AWS::StepFunctions::StateMachine. */
export function stateMachineKind(service: Service): ResourceKind {
  return {
    identify,
    load(resource) {
      refuseOthers(resource, HONOURED, WITHOUT_EFFECT);
      const machine = stateMachineOf(service, resource);
      service.machines.set(machine.arn, machine);
      restoreExecutions(service, machine, (text) =>
        compileDefinition(JSON.parse(text), resource.path, service.sources),
      );
    },
  };
}

function identify(physicalName: string, properties: Json, place: Place): Identity {
  const name = typeof properties['StateMachineName'] === 'string' ? properties['StateMachineName'] : physicalName;
  const arn = `arn:${place.partition}:states:${place.region}:${place.account}:stateMachine:${name}`;
  return { ref: arn, attributes: { Arn: arn, Name: name, StateMachineRevisionId: 'INITIAL' } };
}

function stateMachineOf(service: Service, resource: Resource): StateMachine {
  const { properties, path, type } = resource;
  const named = properties['StateMachineName'];
  const localName = resource.metadata['local:name'];
  const name = resource.ref.split(':').at(-1) ?? resource.logicalId;
  const machineType = properties['StateMachineType'] ?? 'STANDARD';
  if (machineType !== 'STANDARD' && machineType !== 'EXPRESS')
    throw new Unsupported(`${path} (${type}): StateMachineType ${String(machineType)} is not emulated`);
  const text = definitionText(resource);
  const tracing = properties['TracingConfiguration'];
  return {
    arn: resource.ref,
    name,
    shownAs: typeof localName === 'string' ? localName : typeof named === 'string' ? named : resource.logicalId,
    logicalId: resource.logicalId,
    roleArn: String(properties['RoleArn']),
    type: machineType,
    traced: isObject(tracing) && String(tracing['Enabled']) === 'true',
    definitionText: text,
    definition: compileDefinition(parseDefinition(text, resource), path, service.sources),
    createdAt: createdAt(service.journal, resource.ref, service.scheduler.now()),
  };
}

function definitionText(resource: Resource): string {
  const { DefinitionString: text, Definition: definition, DefinitionSubstitutions: given } = resource.properties;
  const written = typeof text === 'string' ? text : definition === undefined ? undefined : JSON.stringify(definition);
  if (written === undefined)
    throw new Unsupported(
      `${resource.path} (${resource.type}): the definition is neither DefinitionString nor Definition`,
    );
  const substitutions = isObject(given) ? given : {};
  return written.replace(/\$\{([^}]+)\}/g, (whole, name: string) =>
    Object.hasOwn(substitutions, name) ? String(substitutions[name]) : whole,
  );
}

function parseDefinition(text: string, resource: Resource): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unsupported(`${resource.path} (${resource.type}): the definition is not JSON`);
  }
}
