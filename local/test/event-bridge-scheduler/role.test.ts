import { expect, test } from 'vitest';
import { assertDeployable, Undeployable } from '../../iam/deployment.ts';
import { allow, iamBench, trusting } from '../iam/iam-bench.ts';
import { lambdaArn, nightly, principal } from './scheduler-rig.ts';

// The role that the bench makes.
const roleArn = 'arn:aws:iam::000000000000:role/app-Role';
const properties = { ...nightly, Target: { ...nightly.Target, RoleArn: roleArn } };
const schedule = {
  ...{ stack: 'app', logicalId: 'Nightly', path: 'app/Nightly', type: 'AWS::Scheduler::Schedule' },
  ...{ properties, metadata: {}, ref: 'nightly', attributes: {} },
};
const call = {
  ...{ service: 'lambda', action: 'InvokeFunction', input: { FunctionName: lambdaArn, InvocationType: 'Event' } },
  principal: { ...principal, roleArn },
};

test('the role of a target must trust EventBridge Scheduler, and its policies decide about the call', async () => {
  const bench = await iamBench({ AssumeRolePolicyDocument: trusting('scheduler.amazonaws.com') });
  expect(() => assertDeployable([schedule], bench.iam)).not.toThrow();
  await bench.attach(allow('lambda:InvokeFunction'));
  expect(bench.iam.refusal(call)).toBeUndefined();
  const lacking = await iamBench({ AssumeRolePolicyDocument: trusting('scheduler.amazonaws.com') });
  expect(lacking.iam.refusal(call)).toMatchObject({ code: 'AccessDeniedException' });
});

test('a role that only rules may assume stops the start', async () => {
  const bench = await iamBench({ AssumeRolePolicyDocument: trusting('events.amazonaws.com') });
  expect(() => assertDeployable([schedule], bench.iam)).toThrow(Undeployable);
  expect(() => assertDeployable([schedule], bench.iam)).toThrow('app/Nightly');
});
