import Image from "next/image";

/** The little picture of a kind. */
export function KindMark({ kind }: { kind: string }) {
  return <Image className="mark" src={`/kinds/${kind}.svg`} alt="" width={40} height={40} />;
}
