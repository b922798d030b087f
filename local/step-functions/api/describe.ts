import { AwsError } from '../../dispatcher.ts';
import type { StateMachine } from '../definition/state-machine.ts';
import type { Execution } from '../execution/execution.ts';
import { reasonAgainst } from '../interpreter/redrive.ts';
import type { Service } from '../service/service.ts';
import type { Json } from '../values/payload.ts';

/** The execution of that ARN; throws ExecutionDoesNotExist, for Express as AWS keeps none of those. */
export function requireExecution(service: Service, arn: unknown): Execution {
  service.executions.purge(service.scheduler.now());
  const execution = service.executions.get(String(arn));
  if (!execution || execution.type === 'EXPRESS')
    throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${String(arn)}'`);
  return execution;
}

/** DescribeStateMachine. */
export function describeMachine(machine: StateMachine): Json {
  return {
    stateMachineArn: machine.arn,
    name: machine.name,
    status: 'ACTIVE',
    definition: machine.definitionText,
    roleArn: machine.roleArn,
    type: machine.type,
    creationDate: new Date(machine.createdAt),
  };
}

/** DescribeExecution. */
export function describeExecution(execution: Execution, now: number): Json {
  const reason = reasonAgainst(execution, now);
  return {
    ...executionListItem(execution),
    input: execution.input,
    inputDetails: { included: true },
    ...(execution.output === undefined ? {} : { output: execution.output, outputDetails: { included: true } }),
    ...(execution.error === undefined ? {} : { error: execution.error }),
    ...(execution.cause === undefined ? {} : { cause: execution.cause }),
    redriveStatus: reason === undefined ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
    ...(reason === undefined ? {} : { redriveStatusReason: reason }),
  };
}

/** An execution as ListExecutions has it. */
export function executionListItem(execution: Execution): Json {
  return {
    executionArn: execution.arn,
    stateMachineArn: execution.machineArn,
    name: execution.name,
    status: execution.status,
    startDate: new Date(execution.startedAt),
    ...(execution.stoppedAt === undefined ? {} : { stopDate: new Date(execution.stoppedAt) }),
    redriveCount: execution.redriveCount,
    ...(execution.redrivenAt === undefined ? {} : { redriveDate: new Date(execution.redrivenAt) }),
  };
}
