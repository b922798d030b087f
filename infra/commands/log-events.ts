import { LambdaClient } from '@aws-sdk/client-lambda';
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Target } from './command.ts';

/** A line of a log. */
interface LogEvent {
  /** Epoch ms. */
  readonly timestamp: number;
  readonly message: string;
}

interface Search {
  readonly logGroupName: string;
  readonly filterPattern: string;
  /** Epoch ms. */
  readonly startTime?: number;
}

interface Page {
  readonly events?: readonly LogEvent[];
  readonly nextToken?: string;
  readonly __type?: string;
  readonly message?: string;
}

/** There is no log group of that name. */
export class NoLogGroup extends Error {}

/** All lines of a log group that fit, oldest first; throws NoLogGroup. CloudWatch Logs is asked without its client, which nothing else needs. */
export async function logEvents(target: Target, search: Search): Promise<readonly LogEvent[]> {
  const found: LogEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await filterLogEvents(target, { ...search, ...(nextToken && { nextToken }) });
    found.push(...(page.events ?? []));
    nextToken = page.nextToken;
  } while (nextToken);
  return found;
}

async function filterLogEvents({ client }: Target, input: object): Promise<Page> {
  const url = new URL(client.endpoint ?? `https://logs.${client.region}.amazonaws.com`);
  const body = JSON.stringify(input);
  const { config } = new LambdaClient(client);
  const sha256 = Hash.bind(null, 'sha256');
  const signer = new SignatureV4({ credentials: config.credentials, region: client.region, service: 'logs', sha256 });
  const { headers } = await signer.sign({
    ...{ method: 'POST', protocol: url.protocol, hostname: url.hostname, path: '/', body },
    headers: {
      host: url.host,
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'Logs_20140328.FilterLogEvents',
    },
  });
  const answer = await fetch(url, { method: 'POST', headers, body });
  const page = (await answer.json()) as Page;
  if (page.__type?.endsWith('ResourceNotFoundException')) throw new NoLogGroup(page.message);
  if (!answer.ok) throw new Error(page.message ?? `CloudWatch Logs answered ${answer.status}.`);
  return page;
}
