package dev.mailroom.local.console;

import static java.util.concurrent.TimeUnit.SECONDS;

import org.awaitility.core.ConditionTimeoutException;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Chromium without a window, if this machine has it with its driver. */
final class Browser implements AutoCloseable {

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static boolean isInstalled() {
        return onPath("chromedriver").isPresent()
                && onPath("chromium", "google-chrome").isPresent();
    }

    static Browser start(Path profile) {
        ChromeOptions options =
                new ChromeOptions()
                        .setBinary(onPath("chromium", "google-chrome").orElseThrow())
                        .addArguments(
                                "--headless=new",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--disable-background-networking",
                                "--no-first-run",
                                "--lang=en-GB",
                                "--user-data-dir=" + profile);
        ChromeDriverService service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(onPath("chromedriver").orElseThrow())
                        .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.manage()
                .timeouts()
                .scriptTimeout(Duration.ofSeconds(60))
                .pageLoadTimeout(Duration.ofSeconds(60));
        return new Browser(driver);
    }

    private static Optional<File> onPath(String... names) {
        return Stream.of(names)
                .flatMap(
                        name ->
                                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                                        .map(folder -> new File(folder, name)))
                .filter(File::canExecute)
                .findFirst();
    }

    void size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    /** {@code dark} or {@code light}. */
    void prefers(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void open(URI address) {
        driver.get(address.toString());
    }

    void openInNewTab(URI address) {
        driver.switchTo().newWindow(WindowType.TAB);
        open(address);
    }

    void closeTabs(int tabs) {
        for (int i = 0; i < tabs; i++) {
            driver.close();
            driver.switchTo().window(driver.getWindowHandles().iterator().next());
        }
    }

    /** Waits for an element that a person can see. */
    WebElement await(String css) {
        return await(css, "");
    }

    /** Waits for an element that a person can see, with this text in it. */
    WebElement await(String css, String text) {
        try {
            return org.awaitility.Awaitility.await()
                    .atMost(60, SECONDS)
                    .pollInterval(Duration.ofMillis(50))
                    .ignoreExceptions()
                    .until(() -> find(css, text), Optional::isPresent)
                    .orElseThrow();
        } catch (ConditionTimeoutException e) {
            String page = driver.findElement(By.tagName("main")).getText();
            throw new AssertionError("Missing '" + text + "' in " + css + " of:\n" + page, e);
        }
    }

    // In one call, since a page may have hundreds of candidates.
    private Optional<WebElement> find(String css, String text) {
        return Optional.ofNullable(
                (WebElement)
                        driver.executeScript(
                                """
                                const [css, text] = arguments;
                                return [...document.querySelectorAll(css)].find((element) =>
                                  (element.matches('option') || element.checkVisibility()) && element.textContent.includes(text)) ?? null;
                                """,
                                css,
                                text));
    }

    /** Chooses an option of a list that there is one of. */
    void choose(String list, String option) {
        await(list + " option", option).click();
    }

    int count(String css) {
        return driver.findElements(By.cssSelector(css)).size();
    }

    /** Runs a script, whose last argument is the function to call with its result. */
    Object run(String script, Object... arguments) {
        return ((JavascriptExecutor) driver).executeAsyncScript(script, arguments);
    }

    void picture(Path file) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    /** A picture of one element. */
    void picture(Path file, String css) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Files.write(file, await(css).getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
