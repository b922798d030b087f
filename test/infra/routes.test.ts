import { readdirSync } from 'node:fs';
import path from 'node:path';
import { type CfnMethod, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { describe, expect, test } from 'vitest';
import type { KnownBy, Route } from '../../functions/platform/route.ts';
import { allHandlers } from '../../infra/constructs/bundle.ts';
import { describedRoutes } from '../../infra/openapi.ts';
import { appWith } from './synthesized.ts';

const functionsFolder = path.resolve(import.meta.dirname, '../../functions');
const routes = describedRoutes.map(({ route }) => route);
/** By a method's authorization and whether it needs a key of the usage plan. */
const doors: Readonly<Record<string, KnownBy>> = { 'CUSTOM true': 'key', 'NONE false': 'nothing' };
const nameOf = ({ method, path: place }: Pick<Route, 'method' | 'path'>) => `${method} ${place}`;

async function declaredIn(file: string): Promise<readonly Route[]> {
  return Object.values((await import(path.join(functionsFolder, file))) as Record<string, Route>);
}

describe('the declared routes', () => {
  test('are all described, those of every file', async () => {
    const files = readdirSync(functionsFolder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.routes.ts'),
    );
    const declared = (await Promise.all(files.map(declaredIn))).flat();
    expect(declared.map(nameOf).sort()).toEqual(routes.map(nameOf).sort());
  });

  test('are each of their own path and method, with a handler of their own', () => {
    expect(new Set(routes.map(nameOf)).size).toBe(routes.length);
    const handlers = routes.map(({ handler }) => handler);
    expect(new Set(handlers).size).toBe(routes.length);
    expect(handlers.filter((handler) => !allHandlers().includes(handler))).toEqual([]);
  });

  test('are deployed and no others, each behind the door by which its callers are known', () => {
    const constructs = appWith({ stage: 'dev', region: 'us-east-1' }).node.findAll();
    const [api] = constructs.filter((construct) => construct instanceof RestApi);
    const deployed = (api?.methods ?? []).map((method) => {
      const { authorizationType, apiKeyRequired } = method.node.defaultChild as CfnMethod;
      return [`${method.httpMethod} ${method.resource.path}`, doors[`${authorizationType} ${apiKeyRequired ?? false}`]];
    });
    expect(deployed.sort()).toEqual(routes.map((route) => [nameOf(route), route.callers.knownBy]).sort());
  });
});
