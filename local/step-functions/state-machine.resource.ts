import type { Identity, Place, Resource, ResourceKind } from '../cloudformation/resource.ts';
import { refuseOthers, Unsupported } from '../cloudformation/resource.ts';
import { createdAt } from '../journal/creation.ts';
import { compileMachine } from './definition/compile-machine.ts';
import type { StateMachine } from './service/executions.ts';
import type { Service } from './service/host.ts';
import { restoreExecutions } from './service/restore.ts';
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
      const machine = machineOf(service, resource);
      service.machines.set(machine.arn, machine);
      restoreExecutions(service, machine, (text) => compileMachine(JSON.parse(text), resource.path, service.around));
    },
  };
}

function identify(physicalName: string, properties: Json, place: Place): Identity {
  const name = typeof properties['StateMachineName'] === 'string' ? properties['StateMachineName'] : physicalName;
  const arn = `arn:${place.partition}:states:${place.region}:${place.account}:stateMachine:${name}`;
  return { ref: arn, attributes: { Arn: arn, Name: name, StateMachineRevisionId: 'INITIAL' } };
}

function machineOf(service: Service, resource: Resource): StateMachine {
  const { properties, path, type } = resource;
  const named = properties['StateMachineName'];
  const localName = resource.metadata['local:name'];
  const name = resource.ref.split(':').at(-1) ?? resource.logicalId;
  const machineType = properties['StateMachineType'] ?? 'STANDARD';
  if (machineType !== 'STANDARD' && machineType !== 'EXPRESS')
    throw new Unsupported(`${path} (${type}): StateMachineType ${String(machineType)} is not emulated`);
  const definition = definitionText(resource);
  const tracing = properties['TracingConfiguration'];
  return {
    arn: resource.ref,
    name,
    shownAs: typeof localName === 'string' ? localName : typeof named === 'string' ? named : resource.logicalId,
    logicalId: resource.logicalId,
    roleArn: String(properties['RoleArn']),
    type: machineType,
    traced: isObject(tracing) && String(tracing['Enabled']) === 'true',
    definition,
    machine: compileMachine(parsed(definition, resource), path, service.around),
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

function parsed(text: string, resource: Resource): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unsupported(`${resource.path} (${resource.type}): the definition is not JSON`);
  }
}
