import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Resource } from '../../cloudformation/resource.ts';
import { type AwsCall, createDispatcher, operator } from '../../dispatcher.ts';
import { assetsIn } from '../../lambda/asset-path.ts';
import { createLambda, type LambdaParts } from '../../lambda/lambda.ts';
import { createScheduler } from '../../virtual-scheduler.ts';

export const place = { region: 'us-east-1', account: '000000000000', partition: 'aws' } as const;
export const start = Date.parse('2031-05-06T07:08:09.000Z');

/** Lambda with real workers, a still clock and bundles written to a folder of its own. */
export function rig(more: Partial<LambdaParts> = {}) {
  const assembly = mkdtempSync(join(tmpdir(), 'lambda-'));
  const scheduler = createScheduler({ start });
  const dispatcher = createDispatcher();
  const lines: { functionName: string; requestId: string; line: string }[] = [];
  const sent: AwsCall[] = [];
  const keep = async (call: AwsCall) => {
    sent.push(call);
    return {};
  };
  for (const service of ['sqs', 'sns', 'events']) dispatcher.register(service, keep);
  const lambda = createLambda({
    scheduler,
    dispatcher,
    place,
    assetPath: assetsIn(assembly),
    endpoint: () => 'http://127.0.0.1:1',
    log: (functionName, requestId, line) => lines.push({ functionName, requestId, line }),
    ...more,
  });

  const load = loaderOf(lambda.kinds);

  const define = definer(assembly, load);

  async function invoke(functionName: string, event: unknown = {}, type = 'RequestResponse') {
    const input = { FunctionName: functionName, InvocationType: type, Payload: JSON.stringify(event) };
    const output = await dispatcher.call({ service: 'lambda', action: 'InvokeFunction', input, principal: operator });
    const text = String(output['Payload'] ?? '');
    return { ...output, answer: text === '' ? undefined : JSON.parse(text) };
  }

  async function close(): Promise<void> {
    await lambda.close();
    rmSync(assembly, { recursive: true, force: true });
  }

  return { lambda, scheduler, dispatcher, lines, sent, define, load, invoke, close, assembly };
}

type Load = (type: string, logicalId: string, parts: Partial<Resource>) => Promise<Resource>;

function loaderOf(kinds: ReturnType<typeof createLambda>['kinds']): Load {
  return async (type, logicalId, parts) => {
    const kind = kinds[type];
    if (!kind) throw new Error(`no kind ${type}`);
    const properties = parts.properties ?? {};
    const identity = kind.identify(`Stack-${logicalId}`, properties, place);
    const named = { stack: 'Stack', logicalId, type, path: `Stack/${logicalId}`, metadata: {} };
    const loaded: Resource = { ...named, ...identity, ...parts, properties };
    await kind.load?.(loaded);
    return loaded;
  };
}

/** Writes a bundle and loads the function that runs it; gives its ARN. */
function definer(assembly: string, load: Load) {
  return async (name: string, source: string, more: Record<string, unknown> & { file?: string } = {}) => {
    const { file = 'index.js', ...properties } = more;
    const asset = `asset.${name}`;
    mkdirSync(join(assembly, asset));
    writeFileSync(join(assembly, asset, file), source);
    await load('AWS::Lambda::Function', name, {
      metadata: { 'aws:asset:path': asset },
      properties: {
        FunctionName: name,
        Code: { S3Bucket: 'assets', S3Key: 'x.zip' },
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: `arn:aws:iam::000000000000:role/${name}`,
        ...properties,
      },
    });
    return `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
  };
}
