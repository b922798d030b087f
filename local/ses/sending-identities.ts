/** What an address sends with. */
export interface SendingIdentity {
  readonly identity: string;
  /** The configuration set it has by default. */
  readonly configurationSet?: string;
}

/** The identities of the templates; permissions ask for them too. */
export class SendingIdentities {
  /** Their configuration sets by identity. */
  readonly #declared = new Map<string, string | undefined>();

  declare(identity: string, configurationSet: string | undefined): void {
    this.#declared.set(identity, configurationSet);
  }

  /** The identity that an address sends with, the closest one: the address itself, its domain, the domains above; else its domain. */
  of(address: string): SendingIdentity {
    const domain = address.split('@').at(-1) ?? '';
    const labels = domain.split('.');
    const candidates = [address, ...labels.map((_, index) => labels.slice(index).join('.'))];
    const identity = candidates.find((candidate) => this.#declared.has(candidate)) ?? domain;
    const configurationSet = this.#declared.get(identity);
    return { identity, ...(configurationSet !== undefined && { configurationSet }) };
  }
}
