import Store
import Testing

@Suite struct StoreLocationTests {
  static func folder(
    flag: String? = nil, _ environment: [String: String] = ["HOME": "/home/ann"], root: String? = "/src/shop",
    rootHasStore: Bool = false
  ) -> String? {
    StoreLocation.folder(
      flag: flag, environment: environment, repositoryRoot: root, rootHasStore: rootHasStore, currentFolder: "/here")
  }

  @Test func `the flag wins over the variable, that over the repository, that over the data folder`() {
    let all = ["ASSAY_STORE": "/s", "XDG_DATA_HOME": "/data", "HOME": "/home/ann"]
    #expect(StoreLocationTests.folder(flag: "/f", all, rootHasStore: true) == "/f")
    #expect(StoreLocationTests.folder(all, rootHasStore: true) == "/s")
    let home = ["XDG_DATA_HOME": "/data", "HOME": "/home/ann"]
    #expect(StoreLocationTests.folder(home, rootHasStore: true) == "/src/shop/.assay")
    #expect(StoreLocationTests.folder(home) == "/data/assay")
    #expect(StoreLocationTests.folder() == "/home/ann/.local/share/assay")
  }

  @Test func `relative paths count from the current folder and empty variables do not count`() {
    #expect(StoreLocationTests.folder(flag: "reviews") == "/here/reviews")
    #expect(StoreLocationTests.folder(["ASSAY_STORE": "s", "HOME": "/h"]) == "/here/s")
    #expect(
      StoreLocationTests.folder(["ASSAY_STORE": "", "XDG_DATA_HOME": "", "HOME": "/h"]) == "/h/.local/share/assay")
    #expect(StoreLocationTests.folder(["XDG_DATA_HOME": "data", "HOME": "/h"]) == "/h/.local/share/assay")
    #expect(StoreLocationTests.folder([:], root: nil) == nil)
  }

  @Test func `a project's folder leads nowhere else and back to the project`() {
    #expect(ProjectFolder.name(of: "example.org/shop") == "example.org~shop")
    #expect(ProjectFolder.name(of: "github.com/Ann/shop") == "github.com~!ann~shop")
    let projects = [
      "", ".", "..", "../../etc", "/abs", "a~b", "a!b", "a%b", "é/世", "x\u{0}y", "A", "a b", ".hidden", "%",
    ]
    for project in projects {
      let name = ProjectFolder.name(of: project)
      #expect(
        !name.isEmpty && !name.contains("/") && !name.hasPrefix(".") && name.utf8.allSatisfy { $0 > 32 && $0 < 127 })
      #expect(ProjectFolder.project(of: name) == project)
    }
    #expect(Set(projects.map(ProjectFolder.name)).count == projects.count)
    let long = String(repeating: "x/", count: 300)
    #expect(ProjectFolder.name(of: long).utf8.count == 200)
    #expect(ProjectFolder.name(of: long) != ProjectFolder.name(of: long + "y"))
    #expect(ProjectFolder.project(of: ProjectFolder.name(of: long)) == nil)
    #expect(ProjectFolder.project(of: "SHOP") == nil)
  }
}
