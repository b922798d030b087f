/** What a `Content-Type` header says of a body, both in lower case. */
export interface ContentType {
  /** Such as `application/json`; empty where the header names none. */
  readonly type: string;
  readonly charset?: string;
}

/** Reads a `Content-Type` header; quotes and blanks of the wild around `charset` and its label are taken. */
export function contentTypeOf(header: string | undefined): ContentType {
  const [type = '', ...parameters] = (header ?? '').toLowerCase().split(';');
  const charset = parameters
    .map((parameter) => /^\s*charset\s*=\s*"?([\w.:-]+)/.exec(parameter)?.[1])
    .find((label) => label !== undefined);
  return { type: type.trim(), ...(charset !== undefined && { charset }) };
}
