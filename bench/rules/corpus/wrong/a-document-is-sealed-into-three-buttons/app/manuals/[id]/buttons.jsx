'use client'

export function ManualButtons({ publish, countWords, lookUp }) {
  return (
    <>
      <button onClick={() => publish()}>Publish</button>
      <button onClick={async () => alert(await countWords())}>Count</button>
      <button onClick={async () => alert(await lookUp(prompt('Word?')))}>Look up</button>
    </>
  )
}
