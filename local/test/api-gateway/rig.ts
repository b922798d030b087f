import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApiGateway } from '../../api-gateway/api-gateway.ts';
import type { Resource } from '../../cloudformation/resource.ts';
import { type Measure, unmeasured } from '../../cloudwatch/measure.ts';
import { rig as lambdaRig, place } from '../lambda/rig.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly bytes: Buffer;
  readonly text: string;
  json(): Record<string, unknown>;
}

/** A gateway behind a real HTTP server, in front of real functions; `elapsed.at` is the real time of its throttles. */
export async function rig(measure: Measure = unmeasured) {
  const lambdas = lambdaRig();
  const elapsed = { at: 0 };
  const { scheduler, dispatcher } = lambdas;
  const gateway = createApiGateway({ scheduler, dispatcher, place, measure, elapsed: () => elapsed.at });
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => void gateway.handle(incoming, response, Buffer.concat(chunks)));
  });
  await new Promise<void>((go) => server.listen(0, '127.0.0.1', go));
  const { port } = server.address() as AddressInfo;

  const load = loaderOf(gateway.kinds);
  const send = senderTo(port);

  async function close(): Promise<void> {
    server.closeAllConnections();
    server.close();
    await lambdas.close();
  }

  return { ...lambdas, gateway, elapsed, loadGateway: load, send, close, api: apiBuilder(load) };
}

interface Sent {
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string | Buffer;
}

function senderTo(port: number) {
  return (method: string, path: string, { headers = {}, body }: Sent = {}) =>
    new Promise<Answer>((settle, fail) => {
      const out = httpRequest({ port, host: '127.0.0.1', method, path, headers }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () => settle(answerOf(incoming, Buffer.concat(chunks))));
      });
      out.on('error', fail);
      out.end(body);
    });
}

function answerOf({ statusCode = 0, headers }: IncomingMessage, bytes: Buffer): Answer {
  const text = bytes.toString();
  return { status: statusCode, headers, bytes, text, json: () => JSON.parse(text) };
}

/** Loads resources and gives them, with their Ref. */
function loaderOf(kinds: ReturnType<typeof createApiGateway>['kinds']): Load {
  return (kindName, logicalId, properties) => {
    const type = `AWS::ApiGateway::${kindName}`;
    const kind = kinds[type];
    if (!kind) throw new Error(`no kind ${type}`);
    const identity = kind.identify(`Stack-${logicalId}`, properties, place);
    const named = { stack: 'Stack', logicalId, type, path: `Stack/${logicalId}`, metadata: {} };
    const resource = { ...named, properties, ...identity };
    void kind.load?.(resource);
    return resource;
  };
}

type Load = (kindName: string, logicalId: string, properties: Record<string, unknown>) => Resource;

/** Describes an API as CDK's templates do. */
function apiBuilder(load: Load) {
  return (properties: Record<string, unknown> = {}, stage: Record<string, unknown> = {}) => {
    const { ref: RestApiId, attributes } = load('RestApi', 'Api', { Name: 'Api', ...properties });
    const ids = new Map([['', attributes['RootResourceId'] ?? '']]);
    load('Stage', 'Stage', { RestApiId, StageName: 'dev', DeploymentId: 'd1', ...stage });

    function resourceAt(path: string): string {
      const known = ids.get(path);
      if (known !== undefined) return known;
      const at = path.lastIndexOf('/');
      const ParentId = resourceAt(path.slice(0, at));
      const { ref } = load('Resource', `R${path}`, { RestApiId, ParentId, PathPart: path.slice(at + 1) });
      ids.set(path, ref);
      return ref;
    }

    function method(verb: string, path: string, more: Record<string, unknown>): void {
      const ResourceId = resourceAt(path === '/' ? '' : path);
      load('Method', `${verb} ${path}`, {
        RestApiId,
        ResourceId,
        HttpMethod: verb,
        AuthorizationType: 'NONE',
        ...more,
      });
    }

    return { RestApiId, method };
  };
}

/** The integration of a method with a function. */
export function proxyTo(functionArn: string, more: Record<string, unknown> = {}) {
  return { Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: uriOf(functionArn), ...more } };
}

export function uriOf(functionArn: string): string {
  return `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
}

/** A handler that answers with the event it got. */
export const echo = 'exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) })';
