import { rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import { synthesizedApp } from '../support/assembly.ts';
import type { Permission } from '../support/control.ts';
import { withoutPermissions } from '../support/fewer-permissions.ts';
import { storyCallers, tellWholeStory, unreadable } from '../support/whole-story.ts';

/** What the templates allow and this story makes no use of, by the construct and the reason. */
const cannotBeUsed: (readonly [policy: RegExp, action: string, reason: string])[] = [
  [
    /AccessLog\/Policy$/,
    's3:PutObject',
    'for S3, which writes access logs; no access logs are written on this machine',
  ],
  [
    /(PostActivity|PostReplay|ReplayDocument)Role\/DefaultPolicy$/,
    'dynamodb:Query',
    'for what a lead no longer holds and for what happened since a replayed request came; evidence-of-its-time.test.ts uses it',
  ],
];

const emptying = 'for the function that empties buckets, which runs when a stack is deleted';
for (const action of ['s3:DeleteObject*', 's3:GetBucket*', 's3:List*', 's3:PutBucketPolicy'])
  cannotBeUsed.push([/Documents(AccessLog)?\/Policy$/, action, emptying]);
for (const action of ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'])
  cannotBeUsed.push([/AWSLambdaBasicExecutionRole$/, action, emptying]);

const { assembly } = await synthesizedApp();
const folders: string[] = [];
const apps: App[] = [];
afterAll(async () => {
  await Promise.all(apps.map((app) => app.close()));
  for (const folder of folders) rmSync(folder, { recursive: true });
});

async function running(options: Parameters<typeof startApp>[0]): Promise<App> {
  const app = await startApp({ callers: storyCallers, ...options });
  apps.push(app);
  return app;
}

const nameOf = ({ policy, statement, action, resource }: Permission) =>
  `${policy} #${statement}: ${action} on ${resource}`;

test('over all flows everything that is allowed is used, and everything that is done is allowed', async () => {
  const app = await running({});
  await tellWholeStory(app);
  expect(await app.denied()).toEqual([]);

  // What rules may do with what they cannot deliver, events or the ticks of a schedule, shows only where they cannot.
  const folder = withoutPermissions(assembly, [
    { permissions: /\/AllowEventRule|(OnSlaNotify|OnEventStartLeadSla)\/Queue\/Policy/ },
  ]);
  folders.push(folder);
  const cutOff = await running({ assembly: folder });
  for (const item of await app.items()) if (item.PK !== unreadable.PK) await cutOff.putItem(item);
  const stated = await cutOff.put('/v1/senders/portal/counts/2026-11-23', { count: 1 }, { as: 'portal' });
  expect(stated.status).toBe(200);
  await cutOff.clock.advance('P2D');
  for (const { attributes } of await cutOff.deadLetters())
    expect(attributes).toMatchObject({ ERROR_CODE: 'NO_PERMISSIONS' });

  const granted = await app.permissions();
  const used = [...granted, ...(await cutOff.permissions())].filter(({ calls }) => calls > 0).map(nameOf);
  const unused = granted.filter((permission) => !used.includes(nameOf(permission)));
  const unexplained = unused.filter(
    ({ policy, action }) => !cannotBeUsed.some(([where, what]) => where.test(policy) && what === action),
  );
  expect(granted.length).toBeGreaterThan(100);
  expect(unexplained.map(nameOf)).toEqual([]);
  // An explanation that is no longer needed is a lie.
  for (const [where, what] of cannotBeUsed)
    expect(unused.some(({ policy, action }) => where.test(policy) && what === action)).toBe(true);
}, 120_000);
