// @ts-check

/**
 * Writes the configuration of an nginx that gives each request to the next instance.
 * @param {{ folder: string, port: number, ports: readonly number[] }} cluster
 */
export function nginxConfig({ folder, port, ports }) {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  return `daemon off;
master_process off;
pid ${folder}/nginx.pid;
events { worker_connections 256; }
http {
  access_log off;
${temporary.map((name) => `  ${name}_temp_path ${folder}/nginx-${name};`).join("\n")}
  upstream instances {
${ports.map((each) => `    server 127.0.0.1:${each};`).join("\n")}
    keepalive 16;
  }
  server {
    listen 127.0.0.1:${port};
    listen [::1]:${port};
    location / {
      proxy_pass http://instances;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_buffering off;
      client_max_body_size 2m;
    }
  }
}
`;
}
