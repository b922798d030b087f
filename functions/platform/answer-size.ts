/**
 * Bytes that the parts of an answer may have together. Lambda hands on 6 MB, where a body is one JSON text inside another
 * (API Gateway would take 10); what is left is for the rest of the answer.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const mostAnswerBytes = 5 * 1024 * 1024;

/** The bytes that a part takes in an answer. */
export function answerBytes(part: unknown): number {
  return Buffer.byteLength(JSON.stringify(JSON.stringify(part)));
}
