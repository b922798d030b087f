/** What became of handing a mail to the provider. */
export type Handover =
  | { readonly kind: 'sent' }
  /** This mail will never be taken. */
  | { readonly kind: 'refused'; readonly code: string }
  /** It was not taken, for a reason that has nothing to do with this mail; it may be later. */
  | { readonly kind: 'failed'; readonly code: string }
  /** No answer came: it may have been taken. */
  | { readonly kind: 'unknown'; readonly code: string };

/** An error of the provider's client. */
interface ProviderError {
  /** The provider's code, or the system's where the provider was not reached. */
  readonly code: string;
  readonly message: string;
  /** Of HTTP; without it no answer came. */
  readonly status?: number | undefined;
}

/** Errors of SES that are about one mail: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html */
const ofOneMail = new Set(['BadRequestException', 'MessageRejected']);
/** Nobody was reached. */
const unreached = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/**
 * Reads what an error of SES means for a mail. An identity that is not verified is rejected like a mail, but somebody
 * verifies it or moves the account out of the sandbox, and then the same mail is taken.
 */
export function handoverOf({ code, message, status }: ProviderError): Handover {
  if (status === undefined) return { kind: unreached.has(code) ? 'failed' : 'unknown', code };
  const lasts = ofOneMail.has(code) && !/not verified/i.test(message);
  return { kind: lasts ? 'refused' : 'failed', code };
}
