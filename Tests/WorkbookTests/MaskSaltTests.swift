import Glibc
import Ledger
import Testing

@testable import Workbook

@Suite struct MaskSaltTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path + "/own/mask.salt"
  }

  @Test("The secret is made once, for the owner alone, and gives the same pseudonyms on every run")
  func once() throws {
    let first = try MaskSalt(path: path).mask.pseudonym("anna@shop.example", .email)
    #expect(first.hasPrefix("e-") && first.utf8.count == 18)
    #expect(folder.mode("own") == 0o700 && folder.mode("own/mask.salt") == 0o600)
    chmod(path, 0o644)
    #expect(try MaskSalt(path: path).mask.pseudonym("anna@shop.example", .email) == first)
    #expect(folder.mode("own/mask.salt") == 0o600)
    let other = try MaskSalt(path: folder.path + "/other.salt").mask.pseudonym("anna@shop.example", .email)
    #expect(other != first)
  }

  @Test("The hash is keyed BLAKE2b as others compute it")
  func known() throws {
    // Python 3.11: hashlib.blake2b(b"anna", digest_size=16, key=bytes(range(32))).hexdigest()[:16]
    try folder.write(Array(0..<32), to: "known.salt")
    let mask = try MaskSalt(path: folder.path + "/known.salt").mask
    #expect(mask.pseudonym("anna", .person) == "p-a36c36b3a84fecec")
  }

  @Test("A secret that is short, long or no file is an error, and no other is made in its place")
  func unusable() throws {
    for count in [0, 31, 33, 5_000] {
      try folder.write([UInt8](repeating: 7, count: count), to: "bad.salt")
      let error = #expect(throws: WorkbookError.self) { try MaskSalt(path: folder.path + "/bad.salt") }
      #expect(error?.wayOut.isEmpty == false)
      #expect(folder.text("bad.salt")?.utf8.count == count)
    }
    mkdir(folder.path + "/folder.salt", 0o700)
    mkfifo(folder.path + "/pipe.salt", 0o600)
    for name in ["folder.salt", "pipe.salt"] {
      #expect(throws: WorkbookError.self) { try MaskSalt(path: folder.path + "/" + name) }
    }
    #expect(throws: WorkbookError.self) { try MaskSalt(path: "/proc/clientele/mask.salt") }
  }

  @Test("Programs that make the secret at the same time agree")
  func together() async throws {
    let path = path
    let names = await withTaskGroup(of: String?.self) { group in
      for _ in 0..<8 { group.addTask { try? MaskSalt(path: path).mask.pseudonym("anna", .person) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(names.count == 8 && Set(names).count == 1 && names[0] != nil)
  }
}
