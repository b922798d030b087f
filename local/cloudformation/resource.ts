/** A resource of a synthesized template, as the services load it. */
export interface Resource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** CDK's construct path, for messages; the logical id where there is none. */
  readonly path: string;
  /** Properties with every intrinsic function resolved. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** What `Ref` gives for it. */
  readonly ref: string;
  /** What `Fn::GetAtt` gives for it. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** What `Ref` and `Fn::GetAtt` answer for a resource; known before its other properties are resolved. */
export interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The place a template is resolved for. */
export interface Place {
  readonly region: string;
  readonly account: string;
  readonly partition: 'aws';
}

/** How one CloudFormation type is served in this runtime. */
export interface ResourceKind {
  /** Names the resource. `physicalName` is `<stack>-<logicalId>`; an explicit name property (already resolved) wins where AWS has one. */
  identify(physicalName: string, properties: Readonly<Record<string, unknown>>, place: Place): Identity;
  /** Takes the resource into service. Throws Unsupported for any property it does not honour; absent where loading has no effect here. */
  load?(resource: Resource): void | Promise<void>;
}

export type ResourceKinds = Readonly<Record<string, ResourceKind>>;

/** A template uses what is not emulated: the start stops and names the resource. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported';
}

/**
 * Refuses properties outside `honoured` and `harmless` (those without effect in this runtime, such as tags).
 * Throws Unsupported naming the resource and the property.
 */
export function refuseOthers(resource: Resource, honoured: readonly string[], harmless: readonly string[] = []): void {
  for (const name of Object.keys(resource.properties)) {
    if (!honoured.includes(name) && !harmless.includes(name))
      throw new Unsupported(`${resource.path} (${resource.type}): property ${name} is not emulated`);
  }
}
