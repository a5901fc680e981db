'use client'

export const JobButton = ({ label, run, id }) => <button onClick={() => run(id)}>{label}</button>
