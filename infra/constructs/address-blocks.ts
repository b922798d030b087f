import { isIP } from 'node:net';

/** Blocks of addresses by the version of IP they are of, under the names that AWS WAF has for these. */
interface AddressBlocks {
  readonly IPV4: readonly string[];
  readonly IPV6: readonly string[];
}

/** Reads CIDR blocks with commas between them; throws, naming the first that is none or that is all addresses. */
export function addressBlocks(text = ''): AddressBlocks {
  const blocks = text.split(',').flatMap((block) => block.trim() || []);
  const unusable = blocks.find((block) => versionOf(block) === undefined);
  if (unusable !== undefined)
    throw new Error(`${unusable} is no CIDR block, such as 203.0.113.0/24, 198.51.100.7/32 or 2001:db8::/32.`);
  const of = (version: 4 | 6) => [...new Set(blocks.filter((block) => versionOf(block) === version))];
  return { IPV4: of(4), IPV6: of(6) };
}

function versionOf(block: string): 4 | 6 | undefined {
  const [address = '', length = '', ...more] = block.split('/');
  const version = isIP(address);
  const longest = version === 4 ? 32 : 128;
  // AWS WAF takes no /0.
  const isBlock = /^[1-9]\d{0,2}$/.test(length) && Number(length) <= longest && more.length === 0;
  return isBlock && (version === 4 || version === 6) ? version : undefined;
}
