import { type ServiceHandler, unsupportedAction } from '../../dispatcher.ts';
import { eventShape } from '../execution/history-event.ts';
import { requireMachine, type Service } from '../service/service.ts';
import type { Json } from '../values/payload.ts';
import { describeExecution, describeMachine, executionListItem, requireExecution } from './describe.ts';
import { nextPage, pageOf } from './page.ts';
import { redriveExecution, startExecution, startSyncExecution, stopExecution } from './start-actions.ts';
import { sendTaskFailure, sendTaskHeartbeat, sendTaskSuccess } from './token-actions.ts';

type Action = (service: Service, request: Json) => Json | Promise<Json>;

const ACTIONS: Readonly<Record<string, Action>> = {
  StartExecution: startExecution,
  StartSyncExecution: startSyncExecution,
  StopExecution: stopExecution,
  RedriveExecution: redriveExecution,
  SendTaskSuccess: sendTaskSuccess,
  SendTaskFailure: sendTaskFailure,
  SendTaskHeartbeat: sendTaskHeartbeat,
  DescribeStateMachine: (service, request) => describeMachine(requireMachine(service, request['stateMachineArn'])),
  DescribeExecution: (service, request) =>
    describeExecution(requireExecution(service, request['executionArn']), service.scheduler.now()),
  ListStateMachines: listStateMachines,
  ListExecutions: listExecutions,
  GetExecutionHistory: getExecutionHistory,
};

/** The Step Functions API of the runtime; instants are given as Date. */
export function createHandler(service: Service): ServiceHandler {
  return async (call) => {
    const action = ACTIONS[call.action];
    if (!action) throw unsupportedAction(call);
    return { ...(await action(service, call.input)) };
  };
}

function listStateMachines(service: Service, request: Json): Json {
  const page = pageOf([...service.machines.values()], request);
  const stateMachines = page.items.map(({ arn, name, type, createdAt }) => ({
    stateMachineArn: arn,
    ...{ name, type, creationDate: new Date(createdAt) },
  }));
  return { stateMachines, ...nextPage(page) };
}

function listExecutions(service: Service, request: Json): Json {
  const machine = requireMachine(service, request['stateMachineArn']);
  service.executions.purge(service.scheduler.now());
  const { statusFilter } = request as { readonly statusFilter?: unknown };
  const found = [...service.executions.all()].filter(
    (execution) =>
      execution.machineArn === machine.arn &&
      execution.type === 'STANDARD' &&
      (statusFilter === undefined || execution.status === statusFilter),
  );
  const page = pageOf(found.reverse(), request);
  return { executions: page.items.map(executionListItem), ...nextPage(page) };
}

function getExecutionHistory(service: Service, request: Json): Json {
  const { events } = requireExecution(service, request['executionArn']);
  const page = pageOf(request['reverseOrder'] === true ? [...events].reverse() : events, request);
  const withData = request['includeExecutionData'] !== false;
  return { events: page.items.map((event) => eventShape(event, new Date(event.at), withData)), ...nextPage(page) };
}
