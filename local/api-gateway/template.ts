import { type Resource, Unsupported } from '../cloudformation/resource.ts';

/** Variables by their dotted names beneath `$context`. */
export type TemplateContext = Readonly<Record<string, unknown>>;

const logic = /#(set|if|foreach|else|macro|define|evaluate)\b|\$!?\{?(util|input|stageVariables)\b/;

/** Throws Unsupported for a mapping template that does more than name `$context` variables. */
export function refuseLogic(resource: Resource, templates: Readonly<Record<string, string>>): void {
  for (const [type, template] of Object.entries(templates)) {
    const found = logic.exec(template)?.[0];
    if (found)
      throw new Unsupported(`${resource.path} (${resource.type}): ${found} in the ${type} template is not emulated`);
  }
}

/** Puts the values of `$context.a.b` and `${context.a.b}` into a template; a variable without a value is empty. */
export function render(template: string, context: TemplateContext): string {
  return template.replace(/\$(?:\{context\.([\w.]+)\}|context\.(\w+(?:\.\w+)*))/g, (_, braced, bare) => {
    const value = lookUp(context, String(braced ?? bare));
    return value === undefined ? '' : String(value);
  });
}

/** The value of a dotted name. */
export function lookUp(context: TemplateContext, name: string): unknown {
  return name.split('.').reduce<unknown>((owner, part) => {
    return typeof owner === 'object' && owner !== null ? Reflect.get(owner, part) : undefined;
  }, context);
}
