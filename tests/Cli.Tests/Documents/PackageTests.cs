using System.Xml.Linq;

namespace Accelerated.Cli.Tests;

/// <summary>What a restore resolves to is fixed, and what is packed says what it is.</summary>
public sealed class PackageTests
{
    [Test]
    public void Central_versions_are_minimum_versions() =>
        Assert.That(
            XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
                .Select(package => (string)package.Attribute("Version")!),
            Is.Not.Empty.And.All.Match(@"^(\d+\.\d+\.\d+(-beta\.\d+)?|\$\(LLamaSharpVersion\))$"));

    [TestCaseSource(nameof(Projects))]
    public void A_project_has_a_lock_file(string project) =>
        Assert.That(Path.Combine(Repository.Root, Path.GetDirectoryName(project)!, "packages.lock.json"), Does.Exist);

    [TestCaseSource(nameof(Packages))]
    public void A_package_has_a_description_and_a_page(string project)
    {
        var file = Path.Combine(Repository.Root, project);
        Assert.Multiple(() =>
        {
            Assert.That(XDocument.Load(file).Descendants("Description"), Is.Not.Empty);
            Assert.That(Path.Combine(Path.GetDirectoryName(file)!, "README.md"), Does.Exist);
        });
    }

    private static IEnumerable<string> Packages() => Projects().Where(project =>
        project.StartsWith("src", StringComparison.Ordinal)
        && XDocument.Load(Path.Combine(Repository.Root, project)).Descendants("IsPackable").All(packable => packable.Value != "false"));

    private static IEnumerable<string> Projects() =>
        from folder in new[] { "src", "tests", "perf" }
        from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories)
        select Path.GetRelativePath(Repository.Root, file);
}
