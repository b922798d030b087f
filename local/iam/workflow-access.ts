import { functionArn, functionNameIn } from '../lambda/function-resource.ts';
import type { AccessOf } from './access.ts';
import { arnOf } from './arn.ts';

function onMember(member: string): AccessOf {
  return ({ action, input }) => [{ action: `states:${action}`, resource: String(input[member]) }];
}
const onMachine = onMember('stateMachineArn');
const onExecution = onMember('executionArn');

/** What calls of Step Functions need; which resource a task token stands for is not known here. */
export const statesAccess: Readonly<Record<string, AccessOf>> = {
  StartExecution: onMachine,
  StartSyncExecution: onMachine,
  ListExecutions: onMachine,
  DescribeStateMachine: onMachine,
  StopExecution: onExecution,
  RedriveExecution: onExecution,
  DescribeExecution: onExecution,
  GetExecutionHistory: onExecution,
  ListStateMachines: (_call, { place }) => [
    { action: 'states:ListStateMachines', resource: arnOf('states', 'stateMachine:*', place) },
  ],
};

/** What calls of Lambda need. */
export const lambdaAccess: Readonly<Record<string, AccessOf>> = {
  InvokeFunction({ input }, { place }) {
    const arn = functionArn(functionNameIn(String(input['FunctionName'])), place);
    return [{ action: 'lambda:InvokeFunction', resource: arn }];
  },
};
