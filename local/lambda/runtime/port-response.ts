import { Readable } from 'node:stream';
import type { CallAnswer } from './message.ts';

/** Statuses whose answers have no body, whatever their headers say. */
const bodiless = new Set([204, 304]);

/** An answer that came over a port, as node's http gives one: all of it is there from the start. */
export class PortResponse extends Readable {
  readonly statusCode: number;
  readonly statusMessage: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly rawHeaders: readonly string[];
  readonly trailers = {};
  readonly httpVersion = '1.1';
  readonly complete = true;

  constructor({ status, headers, body }: CallAnswer, method: string) {
    super();
    this.statusCode = status;
    this.statusMessage = process.getBuiltinModule('node:http').STATUS_CODES[status] ?? '';
    this.headers = headers;
    this.rawHeaders = Object.entries(headers).flat();
    const bytes =
      typeof body === 'string' ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    if (method !== 'HEAD' && !bodiless.has(status) && bytes.length > 0) this.push(bytes);
    this.push(null);
  }

  override _read(): void {}
}
