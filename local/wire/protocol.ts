import type { IncomingHttpHeaders } from 'node:http';
import type { AwsError } from '../dispatcher.ts';

/** A request as it came, over HTTP or over a thread's port. */
export interface UnreadRequest {
  readonly method: string;
  /** The request's target: path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Text where it came as text. */
  readonly body: Buffer | string;
}

export interface WireRequest {
  /** The IAM prefix of the service. */
  readonly service: string;
  readonly method: string;
  /** Still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer | string;
  readonly requestId: string;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** What a request asks for, and how its protocol writes the answer. */
export interface WireCall {
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
  answer(output: Readonly<Record<string, unknown>>): WireAnswer;
}

/** One of AWS's wire protocols. */
export interface Protocol {
  /** Throws AwsError for what cannot be read or is not emulated. */
  decode(request: WireRequest): WireCall;
  refuse(error: AwsError, request: WireRequest): WireAnswer;
}
