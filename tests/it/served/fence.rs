//! What a served session is shut in with, tried from inside: this test binary started again as a child that raises the fence and then
//! reaches for what is outside.

use super::served;
use nix::sys::resource::{Resource, getrlimit};
use std::fs;
use std::io::ErrorKind;
use std::net::{TcpListener, TcpStream};
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixListener, UnixStream};
use std::path::Path;
use std::process::Command;

const DESK: &str = "BARBACK_TEST_FENCED";
const PORT: &str = "BARBACK_TEST_PORT";

/// Whether the kernel said that it may not be.
fn denied<T>(what: std::io::Result<T>) -> &'static str {
    match what {
        Ok(_) => "DONE",
        Err(error) if error.kind() == ErrorKind::PermissionDenied => "denied",
        Err(_) => "FAILED",
    }
}

/// Not a test of its own: what the one below starts again.
#[test]
fn child() {
    let Some(desk) = std::env::var_os(DESK) else { return };
    let desk = Path::new(&desk);
    let folder = desk.parent().unwrap();
    let outside = folder.parent().unwrap();
    let port: u16 = std::env::var(PORT).unwrap().parse().unwrap();
    let abstracted = SocketAddr::from_abstract_name(format!("barback-{port}")).unwrap();
    let gap = barback::cli::raise_fence(desk).unwrap();
    println!("gap {gap:?}");
    // What is inside is there.
    println!(
        "inside {}",
        fs::write(folder.join("mine"), "x")
            .and_then(|()| fs::read(folder.join("mine")))
            .and_then(|_| fs::remove_file(folder.join("mine")))
            .is_ok()
    );
    println!("desk {}", barback::store::sqlite::open(desk).is_ok());
    println!("read {}", denied(fs::read("/etc/passwd")));
    println!("write {}", denied(fs::write(outside.join("secret"), "x")));
    println!("make {}", denied(fs::write(outside.join("new"), "x")));
    println!("list {}", denied(fs::read_dir("/etc")));
    println!("remove {}", denied(fs::remove_file(outside.join("secret"))));
    println!("rename {}", denied(fs::rename(outside.join("secret"), folder.join("secret"))));
    println!("folder {}", denied(fs::create_dir(folder.join("folder"))));
    println!("link {}", denied(std::os::unix::fs::symlink("/etc/passwd", folder.join("link"))));
    println!("execute {}", denied(Command::new("/bin/true").spawn()));
    println!("execute-inside {}", denied(Command::new(folder.join("program")).spawn()));
    println!("connect {}", denied(TcpStream::connect(("127.0.0.1", port))));
    println!("bind {}", denied(TcpListener::bind("127.0.0.1:0")));
    println!("abstract {}", denied(UnixStream::connect_addr(&abstracted)));
    println!("device {}", denied(fs::read("/dev/urandom").map(drop)));
    println!("process {}", denied(fs::read(format!("/proc/{}/environ", nix::unistd::getppid()))));
    println!("core {:?}", getrlimit(Resource::RLIMIT_CORE).unwrap());
    println!("files {:?}", getrlimit(Resource::RLIMIT_NOFILE).unwrap());
    println!("{}", nix::sys::prctl::get_no_new_privs().unwrap());
    println!("{}", nix::sys::prctl::get_dumpable().unwrap());
}

#[test]
fn from_inside_nothing_outside_can_be_reached() {
    let office = served();
    let folder = office.folder.path().join("desk");
    fs::create_dir(&folder).unwrap();
    let desk = folder.join("desk.db");
    fs::rename(&office.path, &desk).unwrap();
    fs::write(office.folder.path().join("secret"), "x").unwrap();
    fs::copy("/bin/true", folder.join("program")).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let abstracted = UnixListener::bind_addr(&SocketAddr::from_abstract_name(format!("barback-{port}")).unwrap()).unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["served::fence::child", "--exact", "--nocapture", "--test-threads=1"]).env(DESK, &desk).env(PORT, port.to_string());
    let output = child.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let says = |line: &str| said.lines().any(|other| other == line);
    assert!(says("inside true") && says("desk true"), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(says("core (0, 0)") && says("files (256, 256)") && says("true") && says("false"), "{said}");
    if said.contains("Whole") {
        return crate::torture::skip("the kernel has no Landlock");
    }
    for what in ["read", "write", "make", "list", "remove", "folder", "link", "execute", "execute-inside", "device", "process"] {
        assert!(says(&format!("{what} denied")), "{what}: {said}");
    }
    assert!(!says("rename DONE"), "{said}");
    if said.contains("Part") {
        return crate::torture::skip("the kernel has only a part of Landlock: no rules for connections");
    }
    for what in ["connect", "bind", "abstract"] {
        assert!(says(&format!("{what} denied")), "{what}: {said}");
    }
    assert!(fs::read(office.folder.path().join("secret")).is_ok());
    drop((listener, abstracted));
}
