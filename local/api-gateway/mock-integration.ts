import { headerOf } from './gateway-request.ts';
import { GatewayError } from './gateway-response.ts';
import type { MockIntegration } from './gateway-state.ts';
import type { HttpAnswer } from './http-answer.ts';
import type { Exchange } from './request-context.ts';
import { lookUp, render } from './template.ts';

/** Answers as a MOCK integration: its request template states the status, which chooses the response. */
export function answerMock(integration: MockIntegration, exchange: Exchange): HttpAnswer {
  const type = mediaType(headerOf(exchange.request, 'content-type'));
  const template = integration.requestTemplates[type] ?? '';
  const stated = /["']?statusCode["']?\s*:\s*["']?(\d{3})/.exec(render(template, exchange.context))?.[1];
  const response = integration.responses.find(({ status }) => status === Number(stated));
  if (!response) throw new GatewayError('API_CONFIGURATION_ERROR', 'Internal server error');
  const [contentType, body] = bodyFor(response.templates, mediaType(headerOf(exchange.request, 'accept')));
  const headers: [string, string][] = [['content-type', contentType]];
  for (const [parameter, mapping] of Object.entries(response.parameters)) {
    const name = parameter.replace(/^method\.response\.header\./, '').toLowerCase();
    const value = mapping.startsWith("'")
      ? mapping.slice(1, -1)
      : lookUp(exchange.context, mapping.slice('context.'.length));
    headers.push([name, String(value ?? '')]);
  }
  return { status: response.status, headers, body: Buffer.from(render(body, exchange.context)) };
}

function mediaType(header: string | undefined): string {
  return header?.split(/[,;]/, 1)[0]?.trim().toLowerCase() || 'application/json';
}

function bodyFor(templates: Readonly<Record<string, string>>, accepted: string): [string, string] {
  const [first] = Object.keys(templates);
  const key = [accepted, 'application/json', first].find((name) => name !== undefined && templates[name] !== undefined);
  return [key ?? 'application/json', (key !== undefined && templates[key]) || ''];
}
