/** The name under which something keeps the version of the policy it began with, such as `oem-default@2`. */
export function policyName({ id, version }: { readonly id: string; readonly version: number }): string {
  return `${id}@${version}`;
}
