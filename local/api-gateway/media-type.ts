/**
 * Whether a media type is one of an API's binary media types: exactly, by `type/*` or by the wildcard for all. Parameters do not count
 * (`multipart/form-data` in the list covers every boundary). AWS takes a request without a type for JSON.
 */
export function isBinary(binaryMediaTypes: readonly string[], mediaType: string | undefined): boolean {
  const [bare = ''] = (mediaType ?? 'application/json').split(';', 1);
  const type = bare.trim().toLowerCase();
  const [family] = type.split('/', 1);
  return binaryMediaTypes.some((listed) => listed === type || listed === '*/*' || listed === `${family}/*`);
}
