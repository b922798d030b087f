import { createHash } from 'node:crypto';
import type { Identity } from '../cloudformation/resource.ts';

/** An id as API Gateway makes them (lower-case letters and digits), always the same for one name. */
export function shortId(name: string, length = 10): string {
  const digest = createHash('sha256').update(name).digest('hex');
  return BigInt(`0x${digest}`).toString(36).slice(0, length);
}

/** Names a resource by a short id, which its attribute gives, too. */
export function identifiedAs(attribute: string, length = 10): (physicalName: string) => Identity {
  return (physicalName) => {
    const id = shortId(`${attribute}/${physicalName}`, length);
    return { ref: id, attributes: { [attribute]: id } };
  };
}
